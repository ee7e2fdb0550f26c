filedesc://survey-crawl.arc 0.0.0.0 20010601000000 text/plain 87
1 0 Weekly Survey (synthetic)
URL IP-address Archive-date Content-type Archive-length


http://example.org/survey/ferry waits.html 192.0.2.7 20010601083000 text/html 590
HTTP/1.0 200 OK
Content-Type: text/html

<html><head><title>Ferry waits for a goose</title><meta name="author" content="Tomas Ek"><meta name="date" content="2001-05-14"></head>
<body><h1>Ferry waits for a goose</h1><p>The ferry to Holm left eleven minutes late on Monday, since a goose sat on the ramp and could not be talked round.</p>
<p>The captain, who has run the crossing for twenty years, said that he had waited longer for less pleasant passengers, and that the goose had come along in the end.</p>
<p>It did not pay, and went ashore at Holm before all others.</p></body></html>

