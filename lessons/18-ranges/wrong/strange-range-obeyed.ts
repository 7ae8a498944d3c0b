// Finds two numbers anywhere.
//#replace
/^bytes=(\d*)-(\d*)$/i.exec
//#with
/(\d*)-(\d*)$/.exec
//#end
