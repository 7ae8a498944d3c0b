// A text and a number are joined, not added: 60 and "6" make 606.
//#replace
+ Number(headers.get('content-length') ?? 0)
//#with
+ (headers.get('content-length') ?? 0)
//#end
