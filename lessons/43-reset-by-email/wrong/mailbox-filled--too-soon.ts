// Adds a token each minute, as for passwords.
//#file reset.ts
//#replace
most: 5, secondsPerToken: 600
//#with
most: 5, secondsPerToken: 60
//#end
