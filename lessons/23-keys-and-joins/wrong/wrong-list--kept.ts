// Reads the list of authors once.
//#replace
function listAuthors(): Result {
//#with
let kept: Result | undefined
const listAuthors = () => kept ??= readAuthors()

function readAuthors(): Result {
//#end
