// Finds two numbers anywhere.
//#replace
/^bytes=(\d*)-(\d*)$/.exec
//#with
/(\d*)-(\d*)$/.exec
//#end
