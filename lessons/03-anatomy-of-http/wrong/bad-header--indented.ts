// Indents a line of the head, as a template string over several lines does.
//#replace
'Content-Type: text/plain; charset=utf-8'
//#with
'    Content-Type: text/plain; charset=utf-8'
//#end
