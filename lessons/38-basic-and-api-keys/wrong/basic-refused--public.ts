// Takes credentials on this machine only, not even over https.
//#file identify.ts
//#replace
  if (parts.isPublic && !parts.publicOrigin.startsWith('https:')) {
//#with
  if (parts.isPublic) {
//#end
