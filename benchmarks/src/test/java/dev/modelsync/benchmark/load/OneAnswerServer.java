package dev.modelsync.benchmark.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Gives every request the same answer, on one connection at a time, the first only when it is let go. */
final class OneAnswerServer implements AutoCloseable {
    private final ServerSocket listening;
    private final byte[] answer;
    private final CountDownLatch letGo = new CountDownLatch(1);

    private OneAnswerServer(ServerSocket listening, String answer) {
        this.listening = listening;
        this.answer = answer.getBytes(US_ASCII);
    }

    static OneAnswerServer start(String answer) throws IOException {
        OneAnswerServer server = new OneAnswerServer(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), answer);
        Thread thread = new Thread(server::serve, "one-answer-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    void letGo() {
        letGo.countDown();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                answerAll(socket);
            } catch (SocketException e) {
                // Closed by the test, or by the caller that has seen enough.
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void answerAll(Socket socket) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                letGo.await();
                socket.getOutputStream().write(answer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        letGo();
        listening.close();
    }
}
