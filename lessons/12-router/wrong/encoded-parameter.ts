// Hands the segment over as it stands in the path.
//#replace
decodeURIComponent(segment)
//#with
segment
//#end
