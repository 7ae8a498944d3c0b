// Keeps one digit of the weight.
//#replace
Number(q.slice(2))
//#with
Number(q.slice(2, 5))
//#end
