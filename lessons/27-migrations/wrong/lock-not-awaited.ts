// Begins by reading, and wants to write later.
//#replace
begin immediate
//#with
begin
//#end
