// The first segment in any letters.
//#replace
    } else if (word !== segment) {
//#with
    } else if (word !== (index === 0 ? segment.toLowerCase() : segment)) {
//#end
