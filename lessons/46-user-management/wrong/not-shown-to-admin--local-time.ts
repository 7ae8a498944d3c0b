// Writes times in the format of one country.
//#file audit.ts
//#replace
at: new Date(Number(row['at'])).toISOString(), actor
//#with
at: new Date(Number(row['at'])).toLocaleString(), actor
//#end
