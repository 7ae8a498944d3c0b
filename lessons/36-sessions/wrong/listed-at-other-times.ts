// Shows the last use for the sign-in.
//#file sessions.ts
//#replace
    createdAt: new Date(Number(row['created_at'])).toISOString(),
//#with
    createdAt: new Date(Number(row['seen_at'])).toISOString(),
//#end
