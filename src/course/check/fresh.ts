// Random data for each run, so that no program can know the right responses beforehand. The same
// seed gives the same data again, so that a run can be repeated.

export type Fresh = {
  /** A whole number, both ends included. */
  integer(least: number, most: number): number
  pick<Value>(values: readonly Value[]): Value
  /** A short word of lower-case letters: `mivato`. */
  word(): string
  /** A person's first name, plain ASCII. */
  name(): string
  /** Some words with letters from several scripts, 2 to 4 bytes each in UTF-8. */
  foreignText(): string
  /** The same values in another order. */
  shuffle<Value>(values: readonly Value[]): Value[]
}

/** Makes a source of fresh data. The same seed and salt give the same data. */
export function createFresh(seed: number, salt = 0): Fresh {
  const next = createGenerator(seed + salt * 7_919)
  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[integer(0, values.length - 1)]
    if (value === undefined) throw new Error('Nothing to pick from')
    return value
  }
  const word = () => Array.from({ length: 3 }, () => pick(consonants) + pick(vowels)).join('')
  return {
    integer,
    pick,
    word,
    name: () => pick(names),
    foreignText: () => `${word()} ${pick(foreignWords)} ${pick(foreignWords)}`,
    shuffle(values) {
      const left = [...values]
      return values.map(() => left.splice(integer(0, left.length - 1), 1)).flat()
    },
  }
}

const consonants = [...'bdfgklmnprstvz']
const vowels = [...'aeiou']
const names = [
  'Alice', 'Amir', 'Bela', 'Carla', 'Dora', 'Emil', 'Farah', 'Greta', 'Hugo', 'Ines', 'Jonas',
  'Kemal', 'Lena', 'Mira', 'Noah', 'Olga', 'Pavel', 'Rosa', 'Samir', 'Tara', 'Yuki', 'Zoe',
]
const foreignWords = ['grüßen', 'façade', 'naïve', 'λόγος', 'слово', '言葉', '안녕', '🌱', '🚲🌍']

// Mulberry32, a small public-domain generator by Tommy Ettinger. Not for secrets.
function createGenerator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
