// The sentence about this time is the title.
//#replace
title: STATUS_CODES[status], status, detail
//#with
title: detail, status
//#end
