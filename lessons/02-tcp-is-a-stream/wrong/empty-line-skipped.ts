// Takes an empty line for nothing.
//#replace
    for (const line of lines) {
//#with
    for (const line of lines.filter((each) => each !== '')) {
//#end
