// Fills all buckets when somebody signs in.
//#file buckets.ts
//#replace
    fill: (name) => void remove.run(keyOf(name)),
//#with
    fill: () => void database.exec('delete from buckets'),
//#end
