package dev.tollgate.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What of a policy the local stack cannot hold a function to ends its start, so that nothing passes unread. */
class PolicyReaderTest {
    @TempDir
    Path directory;

    @Test
    void readsWhatIsSaidOfDynamoDbAndPassesOverTheRest() throws IOException {
        Role role = read(
                        "{Effect: Allow, Action: [dynamodb:GetItem, 's3:GetObject'], Resource: !GetAtt Items.Arn}\n"
                                + "          - {Effect: Allow, Action: 'kms:*', Resource: '*', Condition: {Any: {thing: 1}}}",
                        "")
                .permissions()
                .roles()
                .get("Fn");
        assertEquals("tollgate-FnRole", role.name());
        assertEquals(1, role.statements().size());
        assertEquals(
                List.of("dynamodb:GetItem"),
                List.copyOf(role.statements().getFirst().actions()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{Effect: Allow, Action: 'dynamodb:*', Resource: '*'}|Action: the local stack understands actions without a wildcard only, not dynamodb:*",
                "{Effect: Allow, Action: '*', Resource: '*'}|Action: the local stack understands actions without a wildcard only, not *",
                "{Effect: Allow, NotAction: dynamodb:GetItem, Resource: '*'}|NotAction (line 18) is something the local stack does not understand",
                "{Effect: Allow, Action: dynamodb:GetItem, NotResource: '*'}|NotResource (line 18) is something the local stack does not understand",
                "{Effect: Allow, Action: dynamodb:GetItem}|Resource is missing",
                "{Effect: Perhaps, Action: dynamodb:GetItem, Resource: '*'}|Effect must be Allow or Deny, not Perhaps",
                "{Effect: Allow, Action: dynamodb:GetItem, Resource: 'a*b'}|Resource: the local stack understands a star at the end only, not a*b",
                "{Effect: Allow, Action: dynamodb:GetItem, Resource: '*', Condition: {'ForAllValues:StringLike': {dynamodb:Attributes: [a]}}}|Condition.ForAllValues:StringLike.dynamodb:Attributes (line 18) is something the local stack does not understand",
                "{Effect: Allow, Action: dynamodb:GetItem, Resource: '*', Condition: {Bool: {aws:SecureTransport: 'true'}}}|Condition.Bool: the local stack does not understand this condition",
            })
    void refusesWhatItCannotHoldAFunctionTo(String statement, String message) {
        var refused = assertThrows(TemplateException.class, () -> read(statement, ""));
        assertEquals("Resources.FnPermissions.PolicyDocument.Statement[0]." + message, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FnRole, Properties: {ManagedPolicyArns: [x]}|Resources.FnRole.ManagedPolicyArns (line 8) is something the local stack does not understand",
                "Other|Resources.FnPermissions.RoleName leads to no role of this template: FnRole",
            })
    void refusesRolesOfWhichItDoesNotSeeAll(String role, String message) {
        var refused = assertThrows(
                TemplateException.class, () -> read("{Effect: Allow, Action: dynamodb:GetItem, Resource: '*'}", role));
        assertEquals(message, refused.getMessage());
    }

    /** @param role more of the role, or another name of it */
    private StackTemplate read(String statement, String role) throws IOException {
        String name = role.startsWith("Other") ? "Other" : "FnRole";
        String more = role.contains(", ") ? role.substring(role.indexOf(", ")) : "";
        Path file = directory.resolve("template.yaml");
        Files.writeString(file, """
                Resources:
                  Items:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                      KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  # The role is line 8.
                  %s: {Type: AWS::IAM::Role%s}
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: java25, Handler: a.B::c, CodeUri: x.zip, Role: 'arn:aws:iam::000000000000:role/tollgate-FnRole'}
                  FnPermissions:
                    Type: AWS::IAM::RolePolicy
                    Properties:
                      RoleName: FnRole
                      PolicyDocument:
                        Statement:
                          - %s
                """.formatted(name, more, statement));
        return new TemplateReader(directory).read(file, Map.of());
    }
}
