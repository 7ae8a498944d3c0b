// Protects only what happened, and not whom it names.
//#file tables.ts
//#replace
before update on audit_events begin
//#with
before update of action, at on audit_events begin
//#end
