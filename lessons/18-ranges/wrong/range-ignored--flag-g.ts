// A regular expression with the flag g begins where it stopped the last time.
//#replace
/^bytes=(\d*)-(\d*)$/i.exec(header ?? '')
//#with
form.exec(header ?? '')
//#end
//#replace
const server = createServer(
//#with
const form = /^bytes=(\d*)-(\d*)$/gi

const server = createServer(
//#end
