// Never writes the time of a use.
//#file sessions.ts
//#replace
      if (Number(row['seen_at']) < now - seenPrecisionMs) touch.run(now, id)

//#with
      if (Number(row['seen_at']) < now - seenPrecisionMs * 1_000_000) touch.run(now, id)

//#end
