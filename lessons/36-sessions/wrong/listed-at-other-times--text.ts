// Writes times in the format of one country.
//#file sessions.ts
//#replace
createdAt: new Date(Number(row['created_at'])).toISOString(),
//#with
createdAt: String(new Date(Number(row['created_at']))),
//#end
