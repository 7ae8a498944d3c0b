// The names by which programs identify themselves in User-Agent headers that also claim to be a
// browser ("Mozilla/5.0 …"), and the starts of browsers' headers that don't claim it. All are in
// lower case. Lesson: counting-clicks (appendix)

/** Parts of words that only programs have in their names. */
export const botWordParts = [
  'crawl', 'spider', 'slurp', 'scrape', 'fetcher', 'preview', 'headless', 'lighthouse', 'archiver',
  'validator', 'healthcheck', 'health-check', 'health probe', 'httpclient', 'http-client',
  'webclient', 'linkcheck', 'link-check', 'sitecheck', 'site-check', 'urlcheck', 'prerender',
  'prefetch', 'subscribers', 'favicon', 'webmon', 'monitor', '-user/', 'optimizer',
]

/** Names of fetchers, as they appear next to "Mozilla/5.0". */
export const botNames = [
  // Cards and previews of links in messages and posts
  'cardyb', 'embedly', 'facebookexternalhit', 'facebookcatalog', 'flipboardproxy', 'iframely',
  'kakaotalk-scrap', 'line-poker', 'meta-external', 'quora link', 'skypeuri', 'slack-imgproxy',
  'snap url', 'vkshare', 'xing-content', 'zoominfo',
  // Search engines, maps and translators
  'google-', '-google', 'googleother', 'googleimageproxy', 'googleproducer', 'google web light',
  'google page speed', 'googledocs', 'apis-google', 'yandeximages', 'yandexmetrika', 'yandexmedia',
  'yandexvideo', 'yandexwebmaster', 'yandexfav', 'yandexblogs', 'yandexturbo', 'yandexcalendar',
  'yandexdirect', 'yandexscreenshot', 'yahoomailproxy', 'yahoo link', 'yahooysmcm', 'ecosia-',
  'kagi-', 'mediapartners', 'ia_archiver', 'heritrix', 'nutch', 'wget', 'teoma',
  'duckduckgo-favicons', 'bingviews', 'msnptc', 'searchatlas', 'coccoc-', 'wada.vn', 'yeti/',
  // Language models
  'chatgpt-', 'claude-', 'anthropic', 'perplexity-', 'cohere-', 'mistralai-', 'gemini-deep',
  'deepseek', 'diffbot', 'firecrawl', 'panscient', 'img2dataset', 'timpi',
  // Tests, screenshots and headless browsers
  'phantomjs', 'slimerjs', 'htmlunit', 'jsdom', 'puppeteer', 'playwright', 'selenium', 'cypress',
  'webdriver', 'nightmare', 'splash version', 'rendertron', 'wkhtmlto', 'zombie.js', 'happydom',
  'happy-dom', 'casperjs', 'scrapy', 'screenshot', 'pagepeeker', 'thumbnail', 'ptst/', 'gtmetrix',
  'speedcurve', 'sitespeed', 'pagespeed', 'yellowlab', 'dareboost', 'chrome-lh', 'webpagetest',
  'debugbear', 'testcafe', 'applitools', 'browserstack', 'urlbox', 'apiflash', 'browshot',
  'thumbshots',
  // Monitors
  'pingdom', 'pinger', 'synthetics', 'synthetic', 'uptime', 'statuscake', 'site24x7', 'catchpoint',
  'ruxitagent', 'dynatrace', 'appinsights', 'checkly', 'hetrix', 'freshping', 'nodeping', 'datadog',
  'newrelic', 'rigor', 'alertsite', 'keynote', 'gomezagent', 'montastic', 'zabbix', 'jetmon',
  'siteimprove', 'dead link', 'deadlink', 'broken link', 'w3c_', 'w3c-', 'isitup', 'downnotifier',
  'watchdog', 'websitepulse', 'host-tracker', 'panopta', 'inspector', 'dmbrowser', 'dejaclick',
  'ohdear', 'betterstack', 'hyperping', 'instatus', 'cronitor', 'uptrends', 'thousandeyes',
  'sematext', 'grafana', 'solarwinds', 'monspark', 'prtg',
  // Feed readers
  'feedbin', 'feedly', 'feedburner', 'feedparser', 'feedspot', 'feedwind', 'feeddemon', 'freshrss',
  'inoreader', 'newsblur', 'netnewswire', 'miniflux', 'theoldreader', 'bazqux', 'akregator',
  'liferea', 'newsgator', 'netvibes', 'quiterss', 'rssowl', 'rssguard', 'tiny tiny rss',
  'universalfeed', 'bloglines', 'superfeedr', 'windows-rss', 'apple-pubsub', 'rss reader',
  // Scanners, and programs of offices that look a link up before a browser does
  'zgrab', 'nmap', 'nikto', 'sqlmap', 'acunetix', 'netsparker', 'openvas', 'nessus', 'qualys',
  'nuclei', 'wpscan', 'masscan', 'censys', 'shodan', 'expanse', 'netcraft', 'detectify', 'urlscan',
  'barracuda', 'proofpoint', 'mimecast', 'virustotal', 'securityscorecard', 'leakix', 'l9explore',
  'internetmeasurement', 'internet-measurement', 'project_patchwatch', 'sucuri', 'phishtank',
  'phishlabs', 'openphish', 'sitelock', 'trendmicro', 'bitsight', 'ms-office', 'msoffice',
  'microsoft office',
  'microsoft outlook', 'microsoft word', 'microsoft excel', 'microsoft powerpoint',
  'windowspowershell', 'powershell/', 'winhttp', 'cloudflare-', 'cloudfront', 'python', 'go-http',
  'okhttp', 'guzzle', 'node-fetch', 'axios', 'java/', 'curl/', 'postman', 'insomnia', 'http.rb',
  'http_request', 'cfnetwork', ' http/',
  // Search engine optimization and other collectors
  'ahrefs', 'semrush', 'majestic', 'seokicks', 'serpstat', 'sistrix', 'screaming frog', 'seobility',
  'dataforseo', 'barkrowler', 'proximic', 'grapeshot', 'peer39', 'admantx', 'integralads',
  'trendiction', 'brandwatch', 'buzzsumo', 'meltwater', 'moreover', 'turnitin', 'copyscape',
  'httrack', 'teleport', 'webcopier', 'webzip', 'offline explorer', 'wappalyzer', 'builtwith',
  'netestate', 'domaintools', 'domainstats', 'dataprovider', 'evc-batch', 'ltx71', 'outbrain',
  'cookiehub', 'datanyze', 'newsai', 'collapsify', 'hardenize', 'silktide', 'sindup', 'sqwatcher',
  'foregenix', 'hotjar', 'linktiger', 'marketgoo', 'contentscan', 'newsnow', 'pwabuilder',
  'securityheaders', 'testlocally', 'ylt chrome', 'watchtowr', 'geedo', 'turingos', 'taboola',
  'adscanner', 'adbeat', 'the trade desk', 'tineye', 'unfurl', 'linkfluence', 'archivebox',
  'thumbor', 'readable/', 'dlc/', 'abuse.', 'qwantify', 'omgili', 'botify', 'sitebulb',
  'contentking', 'seoclarity', 'apify', 'brightdata', 'jinareader', 'zyte',
]

/** How the headers of people's browsers start that don't start with "Mozilla/". */
export const browserStarts = [
  // Browsers for text
  'lynx', 'links (', 'links/', 'elinks', 'w3m', 'emacs-w3m', 'url/emacs', 'edbrowse', 'retawq',
  'chawan', 'browsh', 'offpunk', 'netrik',
  // Small or old ones
  'opera', 'dillo', 'netsurf', 'amaya', 'netfront', 'ibrowse', 'ncsa', 'ncsa_mosaic', 'hotjava',
  'netpositive', 'icab', 'midori', 'surf', 'uzbl', 'qutebrowser', 'luakit', 'contiki', 'arachne',
  'bunjalloo', 'ladybird', 'amigavoyager', 'amigaos', 'amiga-aweb', 'konqueror', 'msie',
  'sleipnir', 'nintendo', 'playstation', 'psp', 'hbbtv',
  // Without their start, as some extensions and apps shorten them
  'applewebkit', 'firefox', 'chrome', 'safari', 'edge', 'brave', 'vivaldi', 'duckduckgo',
  // Apps that show a page themselves
  '[fban', '[fbav', 'instagram',
]

/** What the headers of phones with keys say: their browsers, operators and makers. */
export const phoneMarks = [
  'midp', 'cldc-', 'wap1.', 'wap2.', 'up.browser', 'up.link', 'ucweb', 'netfront', 'obigo',
  'teleca', 'dolfin/', 'docomo', 'j-phone', 'softbank/', 'vodafone/', 'emobile/', 'portalmmm/',
  'blackberry', 'symbian', 'sonyericsson', 'nokia',
]
