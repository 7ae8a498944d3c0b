// Writes times in the format of one country.
//#file apiKeys.ts
//#replace
createdAt: new Date(Number(row['created_at'])).toISOString(),
//#with
createdAt: new Date(Number(row['created_at'])).toLocaleString(),
//#end
