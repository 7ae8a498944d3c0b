// Compares the host of the target with the host and the port of the site.
//#file targets.ts
//#replace
withoutDot(own.hostname) ||
//#with
own.host ||
//#end
