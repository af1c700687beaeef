package dev.tollgate.local;

import dev.tollgate.local.dynamodb.DataLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small deployment of {@link dev.tollgate.local.testfunction.TestFunction} in a directory of its own. */
public final class TestTemplate {

    private TestTemplate() {}

    /** @param events the function's {@code Events}, as YAML in one line */
    public static StackConfig write(Path root, String events) throws IOException {
        TestPackage.write(root);
        Files.writeString(root.resolve("template.yaml"), """
                Parameters:
                  Packaging: {Type: String, Default: native}
                Resources:
                  Items:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      BillingMode: PAY_PER_REQUEST
                      AttributeDefinitions:
                        - {AttributeName: pk, AttributeType: S}
                        - {AttributeName: sk, AttributeType: N}
                      KeySchema:
                        - {AttributeName: pk, KeyType: HASH}
                        - {AttributeName: sk, KeyType: RANGE}
                      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                      TimeToLiveSpecification: {AttributeName: ttl, Enabled: true}
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java25
                      Handler: %s
                      CodeUri: function.zip
                      MemorySize: 256
                      Timeout: 20
                      Role: !GetAtt FnRole.Arn
                      Events: %s
                  FnRole: {Type: AWS::IAM::Role}
                  FnPermissions:
                    Type: AWS::IAM::RolePolicy
                    Properties:
                      RoleName: !Ref FnRole
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement:
                          - Sid: ReadTheStream
                            Effect: Allow
                            Action: [dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator]
                            Resource: !GetAtt Items.StreamArn
                  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}
                  FnIntegration:
                    Type: AWS::ApiGatewayV2::Integration
                    Properties:
                      ApiId: !Ref Api
                      IntegrationType: AWS_PROXY
                      IntegrationUri: !Ref Fn.Alias
                      PayloadFormatVersion: "2.0"
                      TimeoutInMillis: 15000
                  ShortIntegration:
                    Type: AWS::ApiGatewayV2::Integration
                    Properties:
                      ApiId: !Ref Api
                      IntegrationType: AWS_PROXY
                      IntegrationUri: !GetAtt Fn.Arn
                      PayloadFormatVersion: "2.0"
                      TimeoutInMillis: 300
                  NameRoute:
                    Type: AWS::ApiGatewayV2::Route
                    Properties: {ApiId: !Ref Api, RouteKey: "ANY /echo/{name}", Target: !Sub "integrations/${FnIntegration}"}
                  ShortRoute:
                    Type: AWS::ApiGatewayV2::Route
                    Properties: {ApiId: !Ref Api, RouteKey: POST /short, Target: !Sub "integrations/${ShortIntegration}"}
                """.formatted(TestPackage.HANDLER, events));
        return new StackConfig(
                root.resolve("template.yaml"),
                root,
                root.resolve(".tollgate"),
                0,
                2,
                StackConfig.Packaging.JVM,
                new DataLocation.Memory(),
                Path.of(System.getProperty("java.home")),
                Map.of(),
                Map.of("Fn", Map.of("TAKEN", root.resolve("taken").toString())));
    }
}
