// Each piece replaces the one before.
//#replace
(text += data)
//#with
(text = String(data))
//#end
