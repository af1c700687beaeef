"""Stands for a collector of spans: takes whatever is posted to http://127.0.0.1:4318, and answers at once."""
import http.server

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


class Collector(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        # In one piece: a second one would wait for the first one's acknowledgement, 40 ms on Linux.
        self.wfile.write(ANSWER)

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", 4318), Collector).serve_forever()
