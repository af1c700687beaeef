package dev.tollgate.decision;
import com.amazonaws.services.lambda.runtime.*;
import java.io.*;
public final class DecisionHandler implements RequestStreamHandler {
  @Override public void handleRequest(InputStream in, OutputStream out, Context c) throws IOException { in.transferTo(out); }
}
