// A database without a file.
//#replace
const file = process.env.DATABASE ?? 'data.db'
//#with
const file = ':memory:'
//#end
