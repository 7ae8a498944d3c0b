// Has no list of names.
//#file slugs.ts
//#replace
'admin', 'api', 'health', 'links', 'login', 'static'
//#with
''
//#end
