// Knows one of the IP addresses that begin with 0.
//#file targets.ts
//#replace
/^(?:127|0)\.\d+\.\d+\.\d+$/.test(name)
//#with
/^127\.\d+\.\d+\.\d+$|^0\.0\.0\.0$/.test(name)
//#end
