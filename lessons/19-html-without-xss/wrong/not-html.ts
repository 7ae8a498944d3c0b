// Plain text is safe: nothing in it runs.
//#replace
text/html; charset=utf-8
//#with
text/plain; charset=utf-8
//#end
