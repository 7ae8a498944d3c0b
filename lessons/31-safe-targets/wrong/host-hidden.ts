// Shows the host in Unicode only.
//#file targets.ts
//#replace
return unicode === '' || unicode === hostname ? host : `${unicode} (${host})`
//#with
return unicode === '' || unicode === hostname ? host : unicode
//#end
