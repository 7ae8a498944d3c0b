// Only the count.
//#replace
['visits', 'theme'].map((name) =>
//#with
['visits'].map((name) =>
//#end
