// Is off by one at the greatest limit.
//#file make.ts
//#replace
value <= mostVisits
//#with
value < mostVisits
//#end
