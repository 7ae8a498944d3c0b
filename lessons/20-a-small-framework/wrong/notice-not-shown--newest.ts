// Shows only the newest notices.
//#file main.ts
//#replace
${notices.map(
//#with
${notices.slice(0, 3).map(
//#end
