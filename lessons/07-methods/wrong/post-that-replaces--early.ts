// Chooses the name before the body has arrived.
//#replace
const note = await readJson(request)
do lastNumber += 1
while (notes.has(`note-${lastNumber}`))
const name = `note-${lastNumber}`
//#with
const name = `note-${lastNumber + 1}`
const note = await readJson(request)
lastNumber += 1
//#end
