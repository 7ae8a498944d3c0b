// Keeps the notes in an object, which has a constructor.
//#replace
const notes = new Map<string, Note>()
//#with
const store: Record<string, Note> = {}
const notes = {
  has: (name: string) => name in store,
  get: (name: string) => store[name],
  set: (name: string, note: Note) => void (store[name] = note),
  delete: (name: string) => name in store && delete store[name],
  [Symbol.iterator]: () => Object.entries(store)[Symbol.iterator](),
}
//#end
