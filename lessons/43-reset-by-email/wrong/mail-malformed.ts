// Ends the lines of a mail as lines of a text file.
//#file mail.ts
//#replace
lines.map((line) => `${line}\r\n`)
//#with
lines.map((line) => `${line}\n`)
//#end
