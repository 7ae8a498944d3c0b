// Compares without regard to case.
//#replace
    } else if (word !== segment) {
//#with
    } else if (word.toLowerCase() !== segment.toLowerCase()) {
//#end
