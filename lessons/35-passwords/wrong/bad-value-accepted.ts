// Looks for an @, and not for a second one.
//#file credentials.ts
//#replace
+@[a-z0-9.-]+$/i
//#with
+@[a-z0-9.@-]+$/i
//#end
