// Takes the segments as they are.
//#replace
target.slice(0, end).split('/').slice(1).map(decode)
//#with
target.slice(0, end).split('/').slice(1).map((segment) => (decode(segment), segment))
//#end
