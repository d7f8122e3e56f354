package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx, acting departments and as a proxy to compare with. */
final class Nginx {

    /** How long most answers are. */
    static final int SHORT = 951;

    /** How long large answers are. */
    static final int LARGE = 100 * 1024;

    /** Its workers have to be able to read the directory that it works in. */
    private static final String FRAME = """
            user %4$s;
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log warn;
            worker_processes %2$d;
            events { worker_connections 20000; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              keepalive_timeout 1h;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              client_body_buffer_size 128k;
              sendfile on;
            %3$s
            }
            """;

    /** What is posted is read before it is answered: nginx would else answer at once, and now and then close while it is still being sent. */
    private static final String DEPARTMENTS = """
              server {
                listen 127.0.0.1:%1$d;
                default_type application/json;
                root %2$s;
                error_page 418 = @read;
                location / { if ($request_method = POST) { return 418; } return 200 '%3$s'; }
                location @read { proxy_pass http://unix:%2$s/read.sock; proxy_pass_request_body off; proxy_set_header Content-Length ""; }
                location ~ /large/ { rewrite ^ /large.json break; }
                location ~ /cached/ { add_header Cache-Control "max-age=86400"; add_header ETag '"one"'; return 200 '%3$s'; }
              }
              server { listen unix:%2$s/read.sock; default_type application/json; return 200 '%3$s'; }
            """;

    private static final String PROXY = """
              upstream departments { server 127.0.0.1:%2$d; keepalive 128; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:%1$d;
                location / { proxy_pass http://departments; proxy_http_version 1.1; proxy_set_header Connection ""; }
              }
            """;

    private Nginx() {}

    /** Starts what acts all departments: short JSON everywhere, a large one below {@code /large}, and one to keep below {@code /cached}. */
    static Server departments(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("large.json"), json(LARGE));
        int port = Tools.freePort();
        return start(directory, port, DEPARTMENTS.formatted(port, directory, json(SHORT)));
    }

    /** Starts a proxy. */
    static Server proxy(Path directory, int department) throws IOException {
        Files.createDirectories(directory);
        int port = Tools.freePort();
        return start(directory, port, PROXY.formatted(port, department));
    }

    private static Server start(Path directory, int port, String servers) throws IOException {
        Path file = directory.resolve("nginx.conf");
        Files.writeString(
                file,
                FRAME.formatted(
                        directory,
                        Runtime.getRuntime().availableProcessors(),
                        servers,
                        System.getProperty("user.name")));
        return Server.onPort(
                List.of(Tools.path("nginx"), "-p", directory.toString(), "-e", "stderr", "-c", file.toString()),
                port,
                directory.resolve("log"));
    }

    private static String json(int length) {
        String frame = "{\"affairs\":[\"\"]}";
        return frame.replace("\"\"", "\"" + "x".repeat(length - frame.length()) + "\"");
    }
}
