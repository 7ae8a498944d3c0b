// Takes the segments as they are.
//#replace
path.split('/').slice(1).map(decode)
//#with
path.split('/').slice(1).map((segment) => (decode(segment), segment))
//#end
