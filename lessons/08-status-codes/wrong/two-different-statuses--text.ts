// The status as a text.
//#replace
title: STATUS_CODES[status], status, detail
//#with
title: STATUS_CODES[status], status: String(status), detail
//#end
