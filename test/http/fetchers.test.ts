import assert from 'node:assert/strict'
import test from 'node:test'
import { botNames, botWordParts, browserStarts } from '../../src/http/botNames.ts'
import { isFetcher } from '../../src/http/fetchers.ts'
import { readAgent } from '../../src/http/userAgent.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`
const linux = `Mozilla/5.0 (X11; Linux x86_64) ${webkit}`
const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const mac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple}`
const pixel = `Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A.250105.002; wv) ${webkit}`
const androidView = `${pixel} Version/4.0 Chrome/142.0.7444.102 Mobile Safari/537.36`
const iphone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${apple}`
const iphoneView = `${iphone} Mobile/15E148`
const chrome = 'Chrome/142.0.0.0 Safari/537.36'

const people = [
  // Desktop
  `${windows} ${chrome}`,
  `${windows} ${chrome} Edg/142.0.0.0`,
  `${windows} ${chrome} OPR/120.0.0.0`,
  `${windows} ${chrome} Vivaldi/7.6.3797.58`,
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
  'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)',
  'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; .NET CLR 2.0.50727)',
  'Mozilla/5.0 (compatible; Konqueror/4.5; Linux) KHTML/4.5.4 (like Gecko)',
  `${mac} Version/18.1 Safari/605.1.15`,
  `${linux} ${chrome}`,
  'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} ${chrome}`,
  `${linux} QtWebEngine/6.7.2 Chrome/118.0.5993.220 Safari/537.36 Falkon/24.08`,
  'Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18',
  'Mozilla/5.0 (X11; Linux x86_64) Ladybird/1.0',
  // Phones and tablets
  `${iphone} Version/18.1 Mobile/15E148 Safari/604.1`,
  `${iphone} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1`,
  `${iphone} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`,
  `${iphone} GSA/346.0.701818107 Mobile/15E148 Safari/604.1`,
  `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`,
  `Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20 PRO) ${webkit} ${chrome}`,
  `Mozilla/5.0 (Linux; Android 14; SM-S911B) ${webkit} SamsungBrowser/28.0 ${chrome}`,
  'Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0',
  `Mozilla/5.0 (Linux; U; Android 13; en-US; 2201117TY) ${webkit} UCBrowser/13.4.0.1306 U3/0.8.0`,
  'Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS) Presto/2.5.28 Version/10.10)',
  'BlackBerry9700/5.0.0.862 Profile/MIDP-2.1 Configuration/CLDC-1.1 VendorID/120',
  'Nokia6230/2.0 (04.44) Profile/MIDP-2.0 Configuration/CLDC-1.1',
  'DoCoMo/2.0 N905i(c100;TB;W24H16)', 'SEC-SGHX210/1.0 UP.Link/6.3.1.13.0',
  'SonyEricssonT68/R201A', 'SAMSUNG-GT-S5620/1.0 SHP/VPP/R5 Dolfin/1.5 Nextreaming',
  'Vodafone/1.0/V802SE/SEJ001 Browser/SEMC-Browser/4.1', 'SoftBank/1.0/821SC/SCJ001',
  'Huawei/1.0/H12HW/B000 Browser/Obigo-Browser/Q04A', 'Karbonn K222s WAP-Browser/1.0.0',
  'JUC (Linux; U; 2.3.5; zh-cn; GT-I9100; 480*800) UCWEB7.9.0.94/139/800', 'R380 2.0 WAP1.1',
  'emobile/1.0.0 (H11T; like Gecko; Wireless) NetFront/3.4', 'Nokia303/14.87 CLDC-1.1',
  // Inside an app
  `${iphoneView} [FBAN/FBIOS;FBAV/91.0;FBCR/Telekom.de;FBID/phone]`,
  `${androidView} [FB_IAB/FB4A;FBAV/489.0;FBCR/Ting.com;]`,
  `${androidView} [FBAN/AudienceNetworkForAndroid;FBAB/com.miniclip.agar.io;FBAV/5.1701]`,
  `Job Search/24.4.0 ${androidView}`,
  `AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/118.0.0.0 DuckDuckGo/5 Safari/537.36`,
  'Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Mobile DuckDuckGo/5',
  `${androidView} Snapchat/12.87.0.40 (like Safari/8614.1.25.0.31, panda)`,
  `${iphoneView} Snapchat/12.87.0.40 (like Safari/8617.1.17.10.9, panda)`,
  `${iphoneView} [Pinterest/iOS]`,
  `${iphoneView} [FBAN/WhatsApp;FBAV/2.24]`,
  `${androidView} [FB_IAB/Orca-Android;FBAV/460.0.0.48.109;]`,
  `${androidView} GSA/15.23.37.28.arm64`,
  `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webkit} ${chrome} ArkWeb/4.1.6.1 Mobile`,
  `${windows} Code/1.115.0 Chrome/142.0.7444.265 Electron/39.8.5 Safari/537.36`,
  `${androidView} [Pinterest/Android]`,
  `${iphoneView} Instagram 361.0.0.35.82 (iPhone14,5; iOS 18_1; en_US; scale=3.00; 674117118)`,
  `${androidView} Instagram 361.0.0.46.88 Android (35/15; 420dpi; 1080x2205; Google; Pixel 9)`,
  `${iphoneView} [FBAN/FBIOS;FBAV/489.0.0.41.72;FBBV/654321;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS]`,
  `${androidView} [FB_IAB/FB4A;FBAV/489.0.0.66.81;]`,
  `${androidView} Barcelona 361.0.0.46.88 Android`,
  `${iphoneView} Safari Line/14.19.1`,
  `${androidView} Line/14.19.1/IAB`,
  `${androidView} MicroMessenger/8.0.54.2760(0x28003659) WeChat/arm64 Weixin NetType/WIFI`,
  `${iphoneView} musical_ly_36.5.0 JsSdk/2.0 NetType/WIFI BytedanceWebview/d8a21c6`,
  `${androidView} trill_360503 AppName/trill ByteLocale/en BytedanceWebview/d8a21c6`,
  `${iphoneView} Twitter for iPhone/10.65`,
  `${androidView} TwitterAndroid`,
  `${iphoneView} [LinkedInApp]/9.30.1234`,
  `${androidView} [LinkedInApp]`,
  `${iphoneView} Reddit/Version 2024.45.0/Build 615892/iOS Version 18.1`,
  `${androidView} Telegram-Android/11.4.2 (Google Pixel 9; Android 15; SDK 35; HIGH)`,
  `${iphoneView} DuckDuckGo/7 Safari/605.1.15`,
  `${iphone} Version/18.1 Mobile/15E148 Safari/604.1 (Ecosia ios@11.5.0.2411)`,
  `${androidView} (Ecosia android@142.0.7444.102)`,
  `${androidView};KAKAOTALK 2410720`,
  `${iphoneView} KAKAOTALK 10.8.0`,
  `${androidView} Viber/23.4.0`,
  `${iphoneView} Flipboard/4.3.30`,
  `${androidView} NAVER(inapp; search; 2000; 12.8.1)`,
  `${iphoneView} Tumblr/iPhone/36.1/361000/18.1/tumblr`,
  `${androidView} Quora/3.4.1`,
  `${windows} Teams/1.7.00.26062 Chrome/118.0.5993.159 Electron/27.3.2 Safari/537.36`,
  `${mac} Slack/4.41.98 ${chrome} Electron/33.2.0`,
  `${windows} discord/1.0.9173 Chrome/124.0.6367.243 Electron/30.2.0 Safari/537.36`,
  `${windows} WhatsApp/2.2446.8 Chrome/128.0.6613.162 Electron/32.1.2 Safari/537.36`,
  `${androidView} AlipayClient/10.6.50`,
  `${iphoneView} Weibo (iPhone14,5__weibo__14.11.0__iphone__os18.1)`,
  `${iphoneView} baiduboxapp/13.70.0.10`,
  // Televisions, consoles, readers
  `Mozilla/5.0 (Web0S; Linux/SmartTV) ${webkit} Chrome/120.0.6099.270 Safari/537.36 WebAppManager`,
  `Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) ${webkit} 94.0.4606.31/7.0 TV Safari/537.36`,
  `Mozilla/5.0 (Linux; Andr0id 12; BRAVIA 4K VH21) ${webkit} ${chrome} HbbTV/1.5.1 (+DRM; Sony;)`,
  'Mozilla/5.0 (PlayStation; PlayStation 5/10.40) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) AppleWebKit/537.36 Edge/44.18363.8131',
  'Mozilla/5.0 (Nintendo Switch; WebApplet) AppleWebKit/609.4 (KHTML, like Gecko) NF/6.0.2.22.5',
  'Opera/9.30 (Nintendo Wii; U; ; 2047-7; en)', 'PSP (PlayStation Portable); 2.00',
  'HbbTV/1.1.1 (;;;;) Mozilla/5.0 (compatible; ANTGalio/3.3.0.26.02; Linux2.6.18-7.1)',
  'Mozilla/5.0 (X11; U; Linux armv7l like Android; en-us) AppleWebKit/531.2+ Kindle/3.0+',
  'Mozilla/5.0 (Nintendo 3DS; U; ; ja) Version/1.7455.JP',
  'Mozilla/4.0 (compatible; Linux 2.6.22) NetFront/3.4 Kindle/2.0 (screen 600x800)',
  'nook browser/1.0', 'SonyCEBrowser/1.0 (BDP-S580; CNC/1.0; en)',
  // For text, or small
  'Konqueror/3.0-rc4; (Konqueror/3.0-rc4; i686 Linux;;datecode)', 'Sleipnir/2.9.9',
  'Mozilla/3.0 (compatible; NetPositive/2.2.1; BeOS)', 'AmigaVoyager/3.2 (AmigaOS/MC680x0)',
  'Mozilla/5.0 (compatible; IBrowse 2.5.3; AmigaOS 3.1.2)', 'Mozilla/4.08 (Charon; Inferno)',
  'Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8',
  'w3m/0.5.3+git20230121',
  'Links (2.29; Linux 6.1.0 x86_64; GNU C 12.2; text)',
  'ELinks/0.16.1.1 (textmode; Linux 6.1.0 x86_64; 120x40-2)',
  'URL/Emacs Emacs/29.4 (TTY; x86_64-pc-linux-gnu)',
  'Dillo/3.1.1', 'NetSurf/3.11 (Linux)', 'netrik/1.16.1',
  'Mozilla/5.0 Firefox/130.0',
  'Mozilla/4.0 (compatible; WebbIE; Windows NT 6.1)', 'Mozilla/2.0 (compatible; AOL 3.0; Mac_PPC)',
]

const programs = [
  // No name, or none of a browser
  '', ' ', '-', 'Mozilla/5.0', 'Mozilla/5.0 ()', 'my program',
  'Mozilla/5.0 researchscan.example.de',
  // Previews of links
  'Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984',
  'facebookexternalhit/1.1;line-poker/1.0',
  'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)',
  'Twitterbot/1.0',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'TelegramBot (like TwitterBot)',
  'WhatsApp/2.23.20.0', 'WhatsApp/2.24.25.78 A',
  'Pinterest/0.2 (+https://www.pinterest.com/bot.html)',
  'Mozilla/5.0 (compatible; Pinterestbot/1.0; +https://www.pinterest.com/bot.html)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  `${linux} ${chrome} (compatible; Snap URL Preview Service; bot; snapchat)`,
  'Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.example/)',
  'Mozilla/5.0 (compatible; Iframely/1.3.1; +https://iframely.com/docs/about)',
  'Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)',
  `${mac} Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0`,
  'Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)',
  'Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)',
  `${windows} (FlipboardProxy/1.2; +http://flipboard.com/browserproxy)`,
  'Synapse (bot; +https://github.com/matrix-org/synapse)',
  'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
  // Search engines
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  `${linux} (compatible; Googlebot/2.1; +http://www.google.com/bot.html) ${chrome}`,
  `${linux} Chrome/125.0 Safari/537.36 (compatible; Google-Read-Aloud; +https://goo.gl/read)`,
  'Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)', 'GoogleOther', 'APIs-Google',
  `${linux} ${chrome} Google Favicon`,
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  `${windows} ${chrome} BingPreview/1.0b`,
  `${mac} Version/17.4 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)`,
  'Mozilla/5.0 (compatible; Yahoo! Slurp)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
  'Mozilla/5.0 (compatible; archive.org_bot)', 'ia_archiver',
  // Language models
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ChatGPT-User/1.0)',
  'Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)', 'Claude-User/1.0',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0)',
  'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (compatible; Bytespider)', 'CCBot/2.0',
  'PS_Daily/1.0 Mozilla/5.0 (Macintosh) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0',
  // Headless browsers and tests
  `${linux} HeadlessChrome/142.0.0.0 Safari/537.36`,
  'Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1',
  `${linux} ${chrome} Chrome-Lighthouse`,
  `${linux} ${chrome} PTST/241105.180312`,
  'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/24.1.3',
  // Monitors
  'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  'Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)',
  `${linux} ${chrome} PingdomPageSpeed/1.0`,
  `${windows} ${chrome} StatusCake`,
  `${linux} ${chrome} NewRelicPinger/1.0 (1234567)`,
  `${linux} ${chrome} DatadogSynthetics`,
  `${linux} ${chrome} ThousandEyes`, `${linux} ${chrome} Cronitor/1.0`,
  'Uptime-Kuma/1.23.15', 'Better Uptime Bot', 'kube-probe/1.31', 'ELB-HealthChecker/2.0',
  'Blackbox Exporter/0.25.0', 'check_http/v2.3.5 (monitoring-plugins 2.3.5)',
  // Feed readers
  'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)', 'Feedbin feed-id:12 - 3 subs',
  `${linux} Chrome/79.0.3945.130 Safari/537.36 (compatible; inoreader.com; 1 subscribers)`,
  'Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)', 'newsboat/2.37 (Linux x86_64)',
  'FreshRSS/1.24.3 (Linux; https://freshrss.org)', 'Tiny Tiny RSS/24.11 (https://tt-rss.org/)',
  'NetNewsWire (RSS Reader; https://netnewswire.com/)',
  // Libraries and commands
  'curl/8.11.0', 'Wget/1.24.5', 'python-requests/2.32.3', 'Python-urllib/3.12', 'aiohttp/3.11.7',
  'Go-http-client/2.0', 'node', 'undici', 'axios/1.7.8', 'got (https://example.com/got)',
  'okhttp/4.12.0', 'Java/17.0.13', 'Apache-HttpClient/5.4.1 (Java/21)', 'Dalvik/2.1.0 (Linux)',
  'libwww-perl/6.77', 'Ruby', 'GuzzleHttp/7', 'PostmanRuntime/7.42.0', 'HTTPie/3.2.4',
  'Edge Health Probe', 'Safari/19618.1.15 CFNetwork/1498.700.2 Darwin/23.6.0',
  'Mozilla/5.0 (Windows; U; Windows NT 10.0) http/2.9.5 Tcl/8.6.13', 'Mozilla/5.0 (l9scan/2.0)',
  'Reddit/2024.45 CFNetwork/1568.200.51 Darwin/24.1.0', 'Deno/2.1.1', 'Bun/1.1.38',
  'Mozilla/5.0 (Windows NT; Windows NT 10.0; de-DE) WindowsPowerShell/5.1.19041.5247',
  'Mozilla/4.0 (compatible; Win32; WinHttp.WinHttpRequest.5)',
  // Scanners and collectors
  'Mozilla/5.0 (Morningscore/1.0)', `${mac} DMBrowser/2.1`, `${windows} ${chrome} Readable/1.1.4`,
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:103.0) Gecko/20100101 abuse.xmco.fr',
  'Mozilla/5.0 (X11; Linux x86_64; rv:52.0) Gecko/20100101 Firefox/52.0 DejaClick/2.9.7.2',
  'Mozilla/5.0 zgrab/0.x', 'Mozilla/5.0 (compatible; CensysInspect/1.1)', 'masscan/1.3',
  'Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)',
  'Screaming Frog SEO Spider/21.2', 'Scrapy/2.12.0 (+https://scrapy.org)',
]

test("people's browsers are people, in an app too", () => {
  assert.ok(people.length >= 40)
  for (const agent of people) assert.equal(isFetcher(agent), false, agent)
})

test('programs that identify themselves, or say nothing, are not people', () => {
  assert.ok(programs.length >= 40)
  for (const agent of programs) assert.equal(isFetcher(agent), true, agent)
})

test('how a name is written does not matter', () => {
  for (const agent of people) assert.equal(isFetcher(agent.toUpperCase()), false, agent)
  for (const agent of programs) assert.equal(isFetcher(agent.toLowerCase()), true, agent)
})

test('the lists are in lower case and say nothing twice', () => {
  const names = [...botWordParts, ...botNames, ...browserStarts]
  assert.deepEqual(names.filter((name) => name !== name.toLowerCase()), [])
  assert.equal(new Set(names).size, names.length)
})

test('of a long header only the start is read', () => {
  const start = people[0] ?? ''
  assert.equal(isFetcher(`${start}${' x'.repeat(500)} bot`), false)
  for (const part of ['bot', 'mozilla/', '@', 'a.com', '; compatible', '(', 'agent']) {
    assert.equal(typeof readAgent(`${start} ${part.repeat(200_000)}`).isBot, 'boolean')
  }
})
