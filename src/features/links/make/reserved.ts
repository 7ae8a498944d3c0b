// Names that no new link can have, in every spelling that looks like them: people would take the
// link for a page of this site, of a company or of an authority, and trust it. Links that were made
// before a name was reserved go on working. Lesson: safe-targets (tour)

/**
 * Says whether people would trust a slug for its name: `PayPal`, `reset-password`, `paypa1`, or
 * `paypal-login`, where every part is such a name.
 */
export function isReserved(slug: string): boolean {
  const text = slug.toLowerCase()
  const parts = text.split(/[-_]+/).filter((part) => part !== '')
  return isName(parts.join(''), text) || parts.every((part) => isName(part, part))
}

// A few letters and digits, such as `n-2-6`, are a name only where they are written like it.
function isName(text: string, written: string): boolean {
  if (!/\d/.test(text)) return names.has(text)
  if (text.length < shortestDisguise) return names.has(written)
  return names.has(text) || spellings(text).some((name) => names.has(name))
}

const shortestDisguise = 5

// Digits that look like letters: 1 may be an l or an i.
const lookAlikes: Record<string, string> = {
  '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b',
}

function spellings(text: string): string[] {
  const letters = text.replaceAll(/[034578]/g, (digit) => lookAlikes[digit] ?? digit)
  return [letters, letters.replaceAll('1', 'l'), letters.replaceAll('1', 'i')]
}

/**
 * The names, sorted, in lower case, without hyphens and underscores: `reset-password` and
 * `Reset_Password` are both `resetpassword`.
 */
export const reservedNames = `
  2fa 2step abnamro about aboutus abuse access accessdenied accessibility account accountrecovery
  accounts accountsecurity accountsettings accountverification activate activation adm admin
  administrate administration administrator administrators adminpanel admins adobe ads advert
  advertise advertisement advertising affiliate affiliates agreement aib airbnb alert alerts alibaba
  aliexpress alipay amazon amazonaws amazonpay amazonprime americanexpress amex analytics android
  anonymous anthropic antivirus anz aol api apidocs app appeal apple appleid applepay applesupport
  apps appstore archive archives asana assets atlassian atm ato att attention audit auth auth0
  authenticate authentication authenticator authorise authorization authorize autoconfig
  autodiscover avatar awards aws azure backoffice backup backups badoo baidu bancodobrasil
  bancosantander bank bankaccount bankid banking bankingonline bankofamerica bankofireland
  bankverification barclaycard barclays bbc bbva belfius bereal bill billing billinghelp bills
  binance bing biometric bitbucket bitcoin bitly bka blackberry blizzard blockchain bluesky bmo
  bnpparibas boa board bookingcom bookmark bookmarks bot bots boursorama bradesco breach
  broadcasthost browse bulk bumble bundesfinanzministerium bundespolizei bundesregierung business
  buy cache caixa caixabank callback canadapost canadarevenue cancel canva capitalone captcha card
  cardverification career careers cart cash cashapp cashback cashout cba cdc cdn centrelink ceo cfo
  cgi cgibin change changeemail changelog changepassword charge chargeback chase chasebank chatgpt
  check checkid checking checkout chrome chronopost cia cibc cio cisco ciso citi citibank citigroup
  claim claimreward claims claude cloudflare cms codeverification coinbase colissimo com comcast
  comdirect commbank commerzbank commonwealthbank communities community company compliance compose
  compromised config configuration confirm confirmaccount confirmation confirmemail congratulations
  connect connections contact contactform contacts contactus contents controlpanel cookie
  cookiepolicy cookies copyright copyrightclaim copyrightnotice corporate correos court covid
  covid19 cpanel cra craigslist create createaccount creators credential credentials credit
  creditagricole creditcard creditsuisse crunchyroll crypto cryptowallet css cto currency customer
  customercare customers customerservice customs customsoffice daemon danskebank dashboard
  dataprotection datarequest dea deactivate debit debitcard deepl deezer default delete
  deleteaccount deleted delivery deliveryfee dell deposit deposits deutschebank deutschepost
  deutschetelekom developer developers deviantart dhl dhlexpress dhs digid digitalocean dinersclub
  directory disable disconnect discord discordgift discordnitro discovercard discussion discussions
  disney disneyplus dkb dmca dmv dns dns0 dns1 dns2 dns3 dns4 doc docs documentation docusign domain
  domaincontrol domains donate donation donations doordash download downloads dpd dribbble dropbox
  duckduckgo duolingo dvla dwp ebanking ebay ebaykleinanzeigen ebill edf edit editor eir elections
  elster email emails emailverification embedded emergency employee employees enroll enrollment
  enterprise epicgames error errors escrow etisalat etsy europol evacuation evernote evri exchange
  expedia export extensions facebook facebooklogin facebooksupport facetime false faq faqs fastmail
  favicon favorites fbi fda featured fedex feed feedback feeds fema fidelity fifththird figma file
  files finalnotice finance financial finanzamt fineco firewall fitbit fiverr flickr forbidden
  forget forgot forgotpassword forgottenpassword form forms fortnite fraud fraudalert frauddept
  fraudprotection freegift freegiftcard freenet ftc ftp fund funds gchq gdpr gendarmerie getstarted
  gift giftcard giftcards git github gitlab gls gmail gmailsupport gmx godaddy gofundme goldmansachs
  goodreads google googledocs googledrive googlepay googleplay googlesupport gouv gouvernement gov
  government govuk grant graphql grindr groundwork groupon grubhub guest guests guidelines hacked
  halifax hbo hbomax hdfc hdfcbank head health healthcheck healthz help helpcenter helpcentre
  helpdesk helpline helpme heroku hmrc homeoffice host hosting hostmaster hostname hotline hotmail
  hotmart howitworks hsbc htaccess htpasswd http httpd https huawei hub hubspot hulu humanresources
  iban ibm icicibank icloud icloudlogin identity ifttt imap imdb img imgur import impots impressum
  imprint inbox indeed infected information ing ingbank ingdirect inps inquiry instacart instagram
  instagramhelp instagramsupport install insurance integration integrations intel interac internal
  interpol intesasanpaolo intranet intuit invest investment investor investors invitation
  invitations invite invites invoice invoices ios iphone irs irsgov irsrefund isatap issue issues
  itau itdepartment ithelpdesk itsupport itunes jackpot jio jira jobs join joinus jpmorgan json
  jsonrpc justice kakao kakaotalk kbc keys keyserver kickstarter kik kindle klarna kleinanzeigen
  knowledgebase kotak kraken krankenkasse kyc labanquepostale laposte lastnotice lastpass
  lastwarning ledger ledgerlive legal legaldepartment lenovo letterboxd licence licensing limited
  link linkedin links linktree linux livesupport lloyds lloydsbank loan loans local localdomain
  localhost location lock lockout log login loginpage logins logo logoff logon logout logouts logs
  lostpassword lottery lyft mac macos mail mail0 mail1 mail2 mail3 mail4 mail5 mail6 mail7 mail8
  mail9 mailbox mailchimp mailer mailerdaemon mailing mailru mails maintainer maintenance malware
  management manager market marketing marketplace master mastercard mastodon mbank mcafee media
  mediacontact medicaid medicare member members membership memberships mercadolibre mercadopago
  message messages messenger metadata metamask metrics metrobank mfa microsoft microsoft365
  microsoftaccount microsoftlogin microsoftsupport microsoftteams minecraft mizuho mobile mobileapp
  mobilebanking mobilepay moderation moderator moderators modify monese money moneytransfer
  monitoring monzo morganstanley mortgage movistar mozilla msn myaccount mygov mylogin myorders
  mypassword myprofile myspace mysql n26 namecheap nationwide nato natwest naver navyfederal nbc net
  netbanking netflix netflixbilling netspend network newpassword newsletter newsletters newsroom nhs
  nintendo nobody noc node nordea noreply norton notfound notification notifications notify npm ns0
  ns1 ns2 ns3 ns4 ns5 ns6 ns7 ns8 ns9 nsa nubank null nvidia oauth oauth2 oauthcallback offer offers
  office office365 official officialsite oidc okcupid okta olx onedrive onetimepassword online
  onlinebank onlinebanking onlinepayment onlyfans openai openapi openid opensea opensource operator
  operators optus oracle order orders organisations organizations otp outage outbox outlook
  outlook365 overdue overview owner owners package pandora panel parcel parliament partner partners
  passcode passcodes passkey passkeys passphrase passport passwd password passwordchange
  passwordexpired passwordreset passwords patreon paxful pay payee payment paymentdetails
  paymentmethod payments payoneer payout payouts paypal paypalcom paypalhelp paypalsupport payroll
  paysafe paytm peloton pension periscope permission permissions phantomwallet phishing php
  phpmyadmin pin ping pinterest pix playstation playstore plugin pnc pncbank police policia policies
  policy polizei pop pop3 pornhub portal portals postage postbank poste posteitaliane postfinance
  postfix postmaster postnl postnord postoffice poweruser preferences premium premiumbond president
  press price prices pricing print privacy privacyofficer privacypolicy prize pro production profile
  profiles promotions proton protonmail psn purchase purchases qualityassurance quarantine
  quickbooks quora rabobank raiffeisen rakuten ransomware rbc rbs reactivate readme readyz
  reauthenticate receipt receipts recover recoveraccount recovery redbubble reddit redelivery
  redirect redirects referral referrals refund refunds register registered registration remittance
  remove report reportabuse reports repositories repository request requestpassword requests reset
  resetaccount resetpassword resetpasswords restore returnpolicy returns revenue revolut reward
  rewards robinhood roblox robots robotstxt robux rogers roku root rootuser royalbank royalmail rss
  safety sainsburysbank salary sales salesforce saml samsung santander sap sberbank scam scan schwab
  scotiabank script scripts search sebbank secret secrets secretservice secure secureaccess
  secureaccount secured securelogin security securityalert securitycenter securitycheck securityteam
  seedphrase select send sendgrid server servererror serverinfo servers serverstatus service
  servicedesk services session sessions setpassword setting settings settlement setup sfr
  shareholder shareholders sharepoint shein shipping shippingfee shop shopify shopping signed signin
  signing signinhelp signinpage signinsecurity signoff signon signout signup signups singlesignon
  site sitemap sitemapxml sites skrill skype skyscanner slack smtp snapchat soap socialsecurity
  societegenerale sony soundcloud sozialversicherung spam sparkasse spotify spotifypremium sql
  square squarespace ssa ssh ssl ssladmin ssladministrator sslcertificate sslwebmaster sso
  stackoverflow staff staffonly staging standardchartered starlingbank startpage stat stateaid
  statebank statedepartment static statistics stats status statuspage steam steamcommunity steamgift
  steampowered stimulus storage store stores strava stripe stylesheet subdomain subdomains submit
  subscribe subscription subscriptions sudo suntrust superadmin superuser support supportcenter
  supportdesk supportteam surveymonkey surveys suspended suspension swagger swedbank swish swisscom
  sysadmin sysadministrator sysadmins sysop system systemadmin systems taobao tax taxes taxrefund
  taxreturn tdameritrade tdbank teamviewer technicalsupport techsupport telefonica telegram telekom
  telia telnet telstra temu tencent terms termsandconditions termsofservice termsofuse tesla tester
  ticket ticketmaster tickets tiktok tinder tls tmobile tnt todoist token tokens tokenserver tos
  tracking trackpackage trackparcel transaction transactions transfer transfers translations
  treasury trello trezor tripadvisor true truist trust trustandsafety trustpilot trustwallet tsb
  tumblr twilio twitch twitter twofactor twofactorauth twostep typeform uber ubereats ubisoft ubs
  udemy unauthorized undefined undo unfollow unicef unicredit uniswap unity unknown unlock
  unlockaccount unsubscribe unusualactivity update updateaccount updatenow updatepassword updates
  upgrade upgrades upload uploads ups upwork urgent url urls usaa usbank uscis usenet user userid
  userinfo username usernames userprofile users usersupport usps uucp validate validation vanguard
  venmo verification verificationcode verifications verified verify verifyaccount verifyemail
  verifyidentity verifylogin verifynow verifypassword verifyphone verizon viber vimeo violation vip
  virginmedia virus virusscan visa visaapplication vivaldi vkontakte vodafone volksbank volunteer
  voucher vouchers vpn vrbo vulnerability wallet walletconnect wallets walmart web webadmin webauthn
  webde webex webhook webhooks webinar webmail webmaster webmasters website websites wechat
  wechatpay weebly welcome welcomeback wellknown wellsfargo westernunion westpac wetransfer whatsapp
  whatsappweb whitehouse who wiki wikileaks wikipedia windows wiretransfer wise withdraw withdrawal
  wix wordpress workspaces wpad wpadmin wpcontent wplogin www www0 www1 www2 www3 www4 www5 wwwdata
  xbox xboxlive xero xfinity xhtml xml xmlrpc yahoo yahoomail yandex yelp yodel yourname yoursite
  yourusername youtube youtubepremium youwon zalando zalo zelle zendesk zillow ziraatbank zoho zoll
  zoom zoomus
`.trim().split(/\s+/)

const names = new Set(reservedNames)
